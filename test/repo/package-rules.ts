/** What is wanted of other packages, each with its version. */
interface Wishes {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** package.json, as far as the rules look at it. */
export interface Manifest extends Wishes {
  readonly name: string;
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
  readonly allowScripts: Readonly<Record<string, boolean>>;
}

interface LockedPackage extends Wishes {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
}

export interface Lock {
  readonly name: string;
  readonly version: string;
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

const EXACT = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/;

/** Every package that is wanted, in whatever way, with its version. */
function wishes({ dependencies, devDependencies, optionalDependencies }: Wishes = {}) {
  return { ...dependencies, ...devDependencies, ...optionalDependencies };
}

/** Dependencies whose version is not pinned: tomorrow's install would not be today's. */
export function loose(manifest: Wishes): readonly string[] {
  return Object.entries(wishes(manifest)).flatMap(([name, version]) =>
    EXACT.test(version) ? [] : [`${name}@${version}`],
  );
}

/** Where the lock does not say what the manifest says, or says it in a way that holds on one machine only. */
export function lockProblems(manifest: Manifest, { name, version, packages }: Lock): readonly string[] {
  const wanted = wishes(manifest);
  const locked = wishes(packages['']);
  const names = [...new Set([...Object.keys(wanted), ...Object.keys(locked)])];
  return [
    ...(name === manifest.name && version === manifest.version ? [] : ['it is of another package']),
    ...names.filter((one) => wanted[one] !== locked[one]).map((one) => `${one} is out of step`),
    ...Object.keys(wanted).flatMap((one) =>
      packages[`node_modules/${one}`]?.version === wanted[one] ? [] : [`${one} is installed in another version`],
    ),
    ...Object.entries(packages).flatMap(([path, { resolved, integrity }]) => [
      ...(resolved === undefined ? [] : [`${path} names where it came from`]),
      ...(path === '' || integrity !== undefined ? [] : [`${path} has no checksum`]),
    ]),
  ];
}

/** Packages that run a script of their own when they are installed. */
export function installScripts({ packages }: Lock): readonly string[] {
  return Object.entries(packages).flatMap(([path, { hasInstallScript }]) =>
    hasInstallScript === true ? [path.replace(/.*node_modules\//, '')] : [],
  );
}
