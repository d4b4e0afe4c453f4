import { type Theme, themes } from './theme.ts'

/** Ports share their cookies, so the name is our own. The script of the switch writes it as well. */
const name = 'promptbin-theme'

const yearSeconds = 365 * 24 * 60 * 60

/** A theme by its name; anything else follows the device. */
export function themeNamed(written: string | undefined): Theme {
  return themes.find((theme) => theme === written) ?? 'system'
}

/** The theme that a browser's cookies choose (RFC 6265 section 4.2). */
export function themeOf(cookies: string | undefined): Theme {
  const chosen = cookies?.split(';').find((pair) => pair.trim().startsWith(`${name}=`))
  return themeNamed(chosen?.split('=')[1]?.trim())
}

/** Makes a browser remember a theme; what follows the device needs no cookie. */
export function themeCookie(theme: Theme): string {
  const age = theme === 'system' ? 0 : yearSeconds
  return `${name}=${theme}; Path=/; Max-Age=${age}; SameSite=Lax`
}
