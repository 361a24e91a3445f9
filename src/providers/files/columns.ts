/**
 * What a column may mean, and the names it goes by, the surest first: lower case, without accents, spaces and signs,
 * and without a leading `video`, `snippet`, `statistics` or `contentDetails`.
 */
const NAMES = {
  id: 'videoid ytid youtubeid youtubevideoid displayid resourceidvideoid id vid content inhalte contenido conteudo contenu',
  url: 'originalurl url link webpageurl watchurl permalink href',
  title:
    'title titleoriginal titre titulo titel titolo fulltitle videotitel titulodelvideo titulodovideo titredelavideo video',
  description: 'description descriptionoriginal desc',
  tags: 'tags tag keywords tagsoriginal',
  published:
    'publishedat publishedatutc publishtime publishtimestamp publishedtime publisheddate publishdate publicationdate pubdate publishedon datepublished published timestamp releasetimestamp uploaddate uploadedat dateuploaded uploadtime postedat dateposted postdate releasedate createtimestamp createdat zeitpunktdervideoveroffentlichung horadepublicaciondelvideo date dateutc datetime',
  duration:
    'durationsecs durationsec durationseconds durationinseconds lengthseconds lengthsec lengthinseconds duration durationiso8601 durationiso durationstring length runtime dauer duracion duracao',
  durationMs: 'approxdurationms durationms',
  views:
    'views viewcount viewscount viewcounts totalviews numviews numberofviews aufrufe visualizaciones vistas visualizacoes vues visualizzazioni',
  likes: 'likes likecount likescount likecounts numlikes numberoflikes totallikes',
  comments:
    'comments commentcount commentscount commentcounts numcomments numberofcomments totalcomments commentsadded',
  channelId:
    'channelid ownerchannelid ytchannelid youtubechannelid channelytid iddelcanal kanalid iddachaine idducanal',
  channelUrl: 'channelurl uploaderurl authorurl urldelcanal channellink',
  channelTitle:
    'channeltitle channeltitleoriginal channelname channel ownerchanneltitle uploader author creator youtuber talent titulodelcanal kanaltitel kanal canal',
  channelHandle: 'channelhandle handle customurl channelcustomurl uploaderid',
  subscribers:
    'channelfollowercount channelsubscribercount channelsubscribers channelsubcount subscribercount subscribers subs',
  collected:
    'snapshotutc snapshotat snapshotdate snapshottime snapshot trendingdate collectedat collectiondate collectedon fetchedat scrapedat scrapedate scrapeddate crawledat crawldate retrievedat retrievaldate extractedat extractiondate capturedat recordedat querydate requesttime epoch lastupdated asof dateutc date snapshotmonth',
  liveStatus: 'livestatus livebroadcastcontent',
  wasLive: 'waslive',
  isLive: 'islive',
  short: 'isshort isshorts',
  privacy: 'privacystatus privacy availability visibility',
} as const;

export type Role = keyof typeof NAMES;

export const ROLES = Object.keys(NAMES) as readonly Role[];

/** For every meaning the position of its column, −1 when there is none. */
export type Columns = Readonly<Record<Role, number>>;

const RANKS = new Map(ROLES.map((role) => [role, new Map(NAMES[role].split(' ').map((name, rank) => [name, rank]))]));
const PREFIX = /^(?:video|snippet|statistics|contentdetails)+(?=.)/;

/** A column's name as the table of synonyms writes it. */
export function bareName(name: string): string {
  return name
    .slice(0, 100)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** How surely a column of this name has that meaning: 0 is the surest, null says it has not. */
export function rankOf(role: Role, bare: string): number | null {
  const ranks = RANKS.get(role);
  return ranks?.get(bare) ?? ranks?.get(bare.replace(PREFIX, '')) ?? null;
}

/**
 * Finds what the columns of a table mean by their names. One column has one meaning, except that the date of a table
 * without another one is when a video was published, and with another one when the figures were collected.
 */
export function columnsOf(header: readonly string[]): Columns {
  const bare = header.map(bareName);
  const taken = new Set<number>();
  const columns = { ...NO_COLUMNS };
  for (const role of ROLES) {
    let best = Infinity;
    bare.forEach((name, index) => {
      const rank = taken.has(index) ? null : rankOf(role, name);
      if (rank !== null && rank < best) [best, columns[role]] = [rank, index];
    });
    if (columns[role] !== -1) taken.add(columns[role]);
  }
  // Studio's "Subscribers" are those a video gained; a channel's own number stands beside the channel's name.
  if (columns.channelId === -1 && columns.channelTitle === -1) columns.subscribers = -1;
  return columns;
}

/** No column at all; the start for building others. */
export const NO_COLUMNS: Columns = Object.fromEntries(ROLES.map((role) => [role, -1])) as Record<Role, number>;

/** Whether the cells are names of columns of a table of videos. */
export function isHeader(cells: readonly string[]): boolean {
  if (cells.some((cell) => /^\s*[\d"'-]/.test(cell) && bareName(cell) !== '' && !/\p{L}/u.test(cell))) return false;
  const { id, url, title, channelId, channelTitle, ...rest } = columnsOf(cells);
  const named = [id, url, title, channelId, channelTitle].filter((index) => index !== -1).length;
  return named + Object.values(rest).filter((index) => index !== -1).length >= 2;
}
