// oxlint-disable-next-line no-underscore-dangle -- defined by vite.config.ts
declare const __APP_VERSION__: string | undefined;

/** The version in package.json; it goes into every file that is written. */
export const appVersion: string = typeof __APP_VERSION__ === 'string' ? __APP_VERSION__ : 'development';
