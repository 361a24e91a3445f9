/** How a person named a channel, and what that turned out to be. */
export interface ChannelRef {
  readonly kind: 'id' | 'handle' | 'username' | 'video' | 'custom';
  /** The id (`UC…`), the handle with its `@`, the legacy user name, the video id or the custom name. */
  readonly value: string;
  /** As it was given, for messages. */
  readonly given: string;
}
