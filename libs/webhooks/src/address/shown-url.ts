/**
 * An address as it may be shown: receivers such as Slack's are known by a secret in their path, so
 * what is long in it and all that is asked for is left out.
 */
export function shownUrl(url: string): string {
  if (!URL.canParse(url)) return '…'
  const { origin, pathname, search } = new URL(url)
  const path = pathname
    .split('/')
    .map((part) => (part.length > longestShown ? '…' : part))
    .join('/')
  return origin + path + (search === '' ? '' : '?…')
}

/** Slack's are 9, 11 and 24 characters long. */
const longestShown = 12
