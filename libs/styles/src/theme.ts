import { html } from '@promptbin/html'
import { type IconName, icon } from './icon.ts'

/** The colours that a person can choose; `system` follows the device. */
export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

const signs: Readonly<Record<Theme, readonly [IconName, name: string]>> = {
  system: ['system', 'As the device'],
  light: ['sun', 'Light'],
  dark: ['moon', 'Dark'],
}

const choices = themes.map((theme) => {
  const [sign, name] = signs[theme]
  return html`<button type="submit" name="theme" value="${theme}" title="${name}">${icon(sign)}<span class="sr-only">${name}<span class="theme-chosen"> (chosen)</span></span></button>`
})

/** Chooses the colours. Which are chosen the root of the page says, see `themed`; styles show it. */
export const themeSwitch = html`<form action="/theme" method="post" id="theme"><fieldset class="theme"><legend class="sr-only">Colours</legend>${choices}</fieldset></form>`

/** The beginning of every page as `page` writes it; text of people is escaped and never the same. */
const root = '<html lang="en">'
const schemes = '<meta name="color-scheme" content="light dark">'

/** The beginning of a page in the colours of a theme; that of a part of a page stays as it is. */
export function themed(beginning: string, theme: Theme): string {
  if (theme === 'system') return beginning
  return beginning
    .replace(root, `<html lang="en" data-theme="${theme}">`)
    .replace(schemes, `<meta name="color-scheme" content="${theme}">`)
}
