import manifest from '../../../package.json' with { type: 'json' }

/** The version of the product, as every service, page and log line states it. */
export const version: string = manifest.version
