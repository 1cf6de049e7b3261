/** The tfjs backends that this project runs on. */
export type BackendName = 'webgpu' | 'wasm' | 'cpu';

/** What the user asks for; `auto` takes the fastest that is worth it. */
export type BackendChoice = 'auto' | BackendName;

/** One backend, and whether it could run here. */
export interface BackendOption {
  readonly name: BackendName;
  readonly available: boolean;
  /** Why it could run, or why not, in words for the user. */
  readonly reason: string;
}

/** Which backend runs, and why; shown to whoever opens the page and stored with every run. */
export interface BackendStatus {
  readonly name: BackendName;
  /** Why this one, in words for the user. */
  readonly reason: string;
  /** Vendor, architecture and description of the GPU adapter that was found, used or not. */
  readonly adapter: string | null;
  /** Whether computing happens on the CPU: on wasm, on cpu, or on a software adapter. */
  readonly software: boolean;
  /** Threads of the wasm backend; 1 elsewhere. */
  readonly threads: number;
  readonly choices: readonly BackendOption[];
}
