import { BarChart, HeatmapChart, ScatterChart } from 'echarts/charts';
import { CalendarComponent, GridComponent, MarkLineComponent, VisualMapComponent } from 'echarts/components';
import { init, use, type EChartsCoreOption } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { inked } from './inks.js';
import { Markup } from './markup.js';

use([
  BarChart,
  HeatmapChart,
  ScatterChart,
  CalendarComponent,
  GridComponent,
  MarkLineComponent,
  VisualMapComponent,
  SVGRenderer,
]);

/** The size of a picture, pixels; on the page it keeps its shape. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * A chart as SVG, drawn without a browser. No text of others goes into it: only figures, dates and words of this program.
 * @param label what it shows, for those who cannot see it
 */
export function drawn(option: EChartsCoreOption, { width, height }: Size, label: string): Markup {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({ animation: false, textStyle: { fontFamily: 'inherit' }, ...option });
    const svg = chart.renderToSVGString({ useViewBox: true });
    return new Markup(inked(withoutStyles(svg)).replace('<svg ', `<svg role="img" aria-label="${label}" `));
  } finally {
    chart.dispose();
  }
}

/** A strict page runs no style of an element: each becomes attributes, which say the same. */
function withoutStyles(svg: string): string {
  return svg
    .replace(/<style[^>]*>[^]*?<\/style>| class="[^"]*"/g, '')
    .replace(/ style="([^"]*)"/g, (_, style: string) =>
      style
        .split(';')
        .map((rule) => rule.split(':'))
        .filter(([name = '']) => /^(?:fill|font-|text-anchor|dominant-baseline|stroke|opacity)/.test(name.trim()))
        .map(([name = '', value = '']) => ` ${name.trim()}="${value.trim()}"`)
        .join(''),
    );
}
