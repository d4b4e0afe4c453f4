import { deriveName } from '@promptbin/prompts/names'

/**
 * The name that PromptBin 0.5 gave a title: lower case, without what is neither letter, digit,
 * "_", "-" nor blank, and every run of the last three made one "-".
 */
export function formerSlug(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_\s-]/gu, '')
    .replace(/[\s_-]+/g, '-')
    .replace(/^-|-$/g, '')
}

const validName = /^[a-z0-9]+(-[a-z0-9]+)*$/
const maxNameLength = 64

/** The same as a valid name: as it is if it is one, else written in ASCII and made to fit. */
export function nameFromSlug(slug: string): string {
  return validName.test(slug) && slug.length <= maxNameLength ? slug : deriveName(slug)
}
