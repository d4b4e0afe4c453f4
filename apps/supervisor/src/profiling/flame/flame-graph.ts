import { each, html, type Markup } from '@promptbin/html'
import { layOut } from './flame-layout.ts'
import type { Frame } from './profile-tree.ts'

export interface FlameGraphOptions {
  /** From the root to the frame that takes the whole width. */
  readonly focus: readonly Frame[]
  /** Says how much a frame weighs. */
  readonly describe: (amount: number) => string
}

/** In units of the picture, which is as wide as its place on the page. */
const width = 1200
const rowHeight = 18
const leastWidth = 1
/** Of a character in the monospaced font of the style. */
const letterWidth = 6.7

/**
 * The graph as SVG: callers above what they called, as wide as they weigh. A click on a frame leads
 * to the page on which that one is the widest. Whoever does not see it has the table, so it is hidden
 * from them.
 */
export function flameGraph({ focus, describe }: FlameGraphOptions): Markup {
  const bars = layOut({ focus, minWidth: leastWidth / width })
  const rows = Math.max(...bars.map(({ row }) => row)) + 1
  return html`<svg viewBox="0 0 ${width} ${rows * rowHeight}" aria-hidden="true">${each(
    bars,
    ({ frame, left, width: share, row }) => {
      const barWidth = share * width
      const place = html`x="${rounded(left * width)}" y="${row * rowHeight}"`
      return html`
<a href="${addressOf(frame)}" tabindex="-1"><title>${frame.name} ${frame.place}
${describe(frame.total)}, by itself ${describe(frame.self)}</title><rect class="${originOf(frame)}" ${place} width="${rounded(barWidth)}" height="${rowHeight}"/>${label(frame, left * width, row, barWidth)}</a>`
    },
  )}
</svg>`
}

/** The page on which a frame is the widest. */
export function addressOf({ id }: Frame): string {
  return `?focus=${id}`
}

/** Whose code it is: ours, a library's, that of Node, or the work of the engine itself. */
function originOf({ place }: Frame): 'ours' | 'library' | 'node' | 'engine' {
  if (place === '') return 'engine'
  if (place.startsWith('node:')) return 'node'
  return place.includes('node_modules/') ? 'library' : 'ours'
}

function label({ name }: Frame, left: number, row: number, barWidth: number): Markup | false {
  const room = Math.floor((barWidth - 6) / letterWidth)
  if (room < 3) return false
  const text = name.length <= room ? name : `${name.slice(0, room - 1)}…`
  return html`<text x="${rounded(left + 3)}" y="${row * rowHeight + 13}">${text}</text>`
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10
}
