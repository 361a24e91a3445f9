const SERVICE = 'insight';

/** The keyring of the operating system, as far as this program uses it. */
export interface Keyring {
  /** Null where it keeps nothing of that name. @throws whatever the system says */
  read(name: string): Promise<string | null>;
  write(name: string, text: string): Promise<void>;
  remove(name: string): Promise<void>;
}

/** How long a locked keyring may keep somebody waiting. */
const PATIENCE_MS = 10_000;

/** The keyring of this machine; null where its package is not installed or does not load. */
export async function systemKeyring(): Promise<Keyring | null> {
  try {
    const { AsyncEntry } = await import('@napi-rs/keyring');
    const signal = () => AbortSignal.timeout(PATIENCE_MS);
    // Linux keeps some in the kernel's memory when nobody unlocked a keyring: gone at the next start.
    const entry = (name: string) => new AsyncEntry(SERVICE, name, { linux: { store: 'secret-service' } });
    return {
      read: async (name) => entry(name).getPassword(signal()),
      write: async (name, text) => entry(name).setPassword(text, signal()),
      remove: async (name) => {
        await entry(name).deletePassword(signal());
      },
    };
  } catch {
    return null;
  }
}
