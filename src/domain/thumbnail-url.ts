/** The picture of a video at YouTube's public address, 480 × 360 with bars; every video has it. */
export function thumbnailUrlOf(videoId: string): string {
  return `https://i.ytimg.com/vi/${videoId}/hqdefault.jpg`;
}
