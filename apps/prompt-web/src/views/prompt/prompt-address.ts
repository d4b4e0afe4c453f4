import type { Selector } from '@promptbin/prompts'

/**
 * Where a prompt's page is, in the version that it shows by itself or in a chosen one.
 * `/prompts/new` is where prompts are written, so a prompt that is named "new" is found with a
 * slash at the end.
 */
export function promptAddress(name: string, { version, label }: Selector = {}): string {
  const path = name === 'new' ? '/prompts/new/' : `/prompts/${name}`
  if (version !== undefined) return `${path}?version=${version}`
  return label === undefined ? path : `${path}?label=${encodeURIComponent(label)}`
}

/** Where two versions of a prompt are compared. */
export function diffAddress(name: string, from: number, to: number): string {
  return `/prompts/${name}/diff?from=${from}&to=${to}`
}

/** Where one version of a prompt is read as it was saved. */
export function versionAddress(name: string, n: number): string {
  return `/prompts/${name}/versions/${n}`
}
