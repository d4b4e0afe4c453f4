import type { Selector } from '@promptbin/prompts'
import { resourceVersionInvalid } from '../../errors.ts'

/** What a resource URI of ours means. */
export type ResourceMeaning =
  /** A prompt's text; `picture` counts from 1. */
  | {
      readonly kind: 'prompt'
      readonly name: string
      readonly selector: Selector
      readonly picture?: number
    }
  /** A prompt in the form that PromptBin 0.5 gave it. */
  | { readonly kind: 'former-prompt'; readonly name: string }
  | { readonly kind: 'former-list' }
  | { readonly kind: 'former-status' }
  /** None of ours: perhaps the address under which a prompt was imported. */
  | { readonly kind: 'other' }

const formerPrompts = ['get-prompt', 'get-prompt-by-name']

/** The rest of a URI behind its host, decoded; nothing if it is no one name. */
function nameIn({ pathname }: URL): string | undefined {
  try {
    return decodeURIComponent(/^\/([^/]{1,300})$/.exec(pathname)?.[1] ?? '') || undefined
  } catch {
    return undefined
  }
}

function selectorOf({ searchParams }: URL): Selector {
  const version = searchParams.get('version')
  const label = searchParams.get('label')
  // A template whose variables are left empty leaves these.
  if (version && !/^[1-9]\d{0,8}$/.test(version)) throw resourceVersionInvalid(version.slice(0, 20))
  return { ...(version && { version: Number(version) }), ...(label && { label }) }
}

function meaningOfPrompt(url: URL, name: string): ResourceMeaning {
  const selector = selectorOf(url)
  if (url.hash === '') return { kind: 'prompt', name, selector }
  const picture = /^#picture-([1-9]\d{0,3})$/.exec(url.hash)?.[1]
  return picture === undefined
    ? { kind: 'other' }
    : { kind: 'prompt', name, selector, picture: Number(picture) }
}

/** Reads a URI; throws `PB_MCP_RESOURCE_VERSION_INVALID` for a version that is none. */
export function readResourceUri(uri: string): ResourceMeaning {
  const url = URL.parse(uri)
  if (url?.protocol !== 'promptbin:') return { kind: 'other' }
  if (url.host === 'list-prompts' && url.pathname === '') return { kind: 'former-list' }
  if (url.host === 'flask-status' && url.pathname === '') return { kind: 'former-status' }
  const name = nameIn(url)
  if (name === undefined) return { kind: 'other' }
  if (formerPrompts.includes(url.host)) return { kind: 'former-prompt', name }
  if (url.host !== 'prompts' || !/^[a-z0-9-]+$/.test(name)) return { kind: 'other' }
  return meaningOfPrompt(url, name)
}
