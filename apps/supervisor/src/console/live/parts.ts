import { html, type Markup } from '@promptbin/html'
import { navigationServices } from '../frame/navigation.ts'
import { backupState } from '../markup/backup-state.ts'
import { eventList } from '../markup/event-list.ts'
import { servicesTable } from '../markup/services-table.ts'
import { pillView, verdictView } from '../markup/verdict.ts'
import { serviceState } from '../pages/service/service-state.ts'
import type { View } from '../view/view.ts'

/** A part of a page that changes while somebody looks. */
export type Part = (view: View) => Markup

/** So many of the last events stand on the overview. */
const eventsShown = 12

const parts: Readonly<Record<string, Part>> = {
  pill: pillView,
  navigation: navigationServices,
  verdict: verdictView,
  services: servicesTable,
  backups: backupState,
  events: ({ events }) => eventList(events.slice(-eventsShown).reverse()),
}

const ofService = /^service:(?<name>[a-z-]{1,64})$/

/** A part by its name; undefined for one that nobody knows. */
export function findPart(name: string): Part | undefined {
  const service = ofService.exec(name)?.groups?.['name']
  if (service !== undefined) return (view) => serviceState(view, service)
  return Object.hasOwn(parts, name) ? parts[name] : undefined
}

/** The place of a part with what it shows now. */
export function livePart(name: string, view: View): Markup {
  return html`<div data-part="${name}">${findPart(name)?.(view)}</div>`
}
