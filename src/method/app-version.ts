// oxlint-disable-next-line no-underscore-dangle -- defined by vite.config.ts
declare const __APP_VERSION__: string | undefined;

/** The version that travels with every export; tests run without a build, and so without a version. */
export const appVersion: string = typeof __APP_VERSION__ === 'string' ? __APP_VERSION__ : 'development';
