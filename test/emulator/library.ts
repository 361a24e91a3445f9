import { uploadsOf, type StoredChannel, type StoredVideo } from './stored-channel.js';

/** All channels of an emulator, found as YouTube finds them. */
export class Library {
  private readonly owners = new Map<string, { readonly video: StoredVideo; readonly channel: StoredChannel }>();

  constructor(readonly channels: readonly StoredChannel[]) {
    for (const channel of channels) {
      for (const video of channel.videos) this.owners.set(video.id, { video, channel });
    }
  }

  byId(id: string): StoredChannel | undefined {
    return this.channels.find((channel) => channel.id === id);
  }

  /** With or without the `@`, in any case. */
  byHandle(handle: string): StoredChannel | undefined {
    const wanted = `@${handle.replace(/^@/, '')}`.toLowerCase();
    return this.channels.find((channel) => channel.handle.toLowerCase() === wanted);
  }

  byUsername(name: string): StoredChannel | undefined {
    return this.channels.find((channel) => channel.username?.toLowerCase() === name.toLowerCase());
  }

  byUploads(playlistId: string): StoredChannel | undefined {
    return this.channels.find((channel) => uploadsOf(channel.id) === playlistId);
  }

  /** A video that anybody may read; announced streams are among them. */
  readable(id: string): { readonly video: StoredVideo; readonly channel: StoredChannel } | undefined {
    const found = this.owners.get(id);
    return found?.video.state === 'deleted' || found?.video.state === 'private' ? undefined : found;
  }
}
