import { html, type Markup } from '@promptbin/html'
import { type IconName, icon } from '@promptbin/styles'
import { serviceStates } from '../view/service-view.ts'
import type { View } from '../view/view.ts'

interface Entry {
  readonly href: string
  readonly name: string
  readonly icon: IconName
}

/** Every page that has no other above it, in the groups of the navigation. */
export const entries = [
  [
    { href: '/', name: 'Overview', icon: 'activity' },
    { href: '/events', name: 'Events', icon: 'history' },
    { href: '/logs', name: 'Logs', icon: 'terminal' },
    { href: '/errors', name: 'Errors', icon: 'alert' },
    { href: '/genealogy', name: 'Genealogy', icon: 'tree' },
    { href: '/diagnostics', name: 'Diagnostics', icon: 'check' },
    { href: '/profiles', name: 'Profiles', icon: 'flame' },
    { href: '/reports', name: 'Debug reports', icon: 'folder' },
  ],
  [
    { href: '/configuration', name: 'Configuration', icon: 'sliders' },
    { href: '/backups', name: 'Backups', icon: 'copy' },
    { href: '/operations', name: 'Operations', icon: 'bolt' },
    { href: '/tokens', name: 'Tokens', icon: 'key' },
    { href: '/webhooks', name: 'Webhooks', icon: 'share' },
    { href: '/audit', name: 'Audit', icon: 'shield' },
  ],
] as const satisfies readonly (readonly Entry[])[]

/** Where a page is found. */
export type Place = (typeof entries)[number][number]['href'] | `/services/${string}`

/** The services with the colour of their state, which is also told in words. */
export function navigationServices({ services, supervisor }: View): Markup {
  const links = [...services, supervisor].map(({ name, state }) => {
    const { tone, text } = serviceStates[state]
    return html`<a href="/services/${name}"><span class="dot dot-${tone}"></span>${name}<span class="sr-only"> (${text})</span></a>`
  })
  return html`${links}`
}

/** The main navigation; where there is no room for it, a button opens it. */
export function navigation(view: View, current: string): Markup {
  const here = (href: string) => href === current && html` aria-current="page"`
  const [seeing, changing] = entries.map((group) =>
    group.map(
      ({ href, name, icon: sign }: Entry) =>
        html`<a href="${href}"${here(href)}>${icon(sign)}${name}</a>`,
    ),
  )
  return html`<nav class="side" id="menu" aria-label="Main" popover>
    <div class="side-group">${seeing}</div>
    <h2 class="side-title">Services</h2>
    <div class="side-group" data-part="navigation" data-current="${current}">${navigationServices(view)}</div>
    <h2 class="side-title">Administration</h2>
    <div class="side-group">${changing}</div>
  </nav>`
}
