import { html, type Markup } from '@promptbin/html'

const [width, height] = [132, 22]

/** How often something came in each minute of the last hour, as bars; the words beside say the same. */
export function sparkline(counts: readonly number[], description: string): Markup {
  const most = Math.max(1, ...counts)
  const step = width / counts.length
  const bars = counts.flatMap((count, at) => {
    if (count === 0) return []
    const tall = Math.max(2, (count / most) * height)
    return html`<rect x="${at * step}" y="${height - tall}" width="${Math.max(1, step - 0.5)}" height="${tall}"/>`
  })
  return html`<svg class="sparkline" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${description}"><line x1="0" y1="${height - 0.5}" x2="${width}" y2="${height - 0.5}"/>${bars}</svg>`
}
