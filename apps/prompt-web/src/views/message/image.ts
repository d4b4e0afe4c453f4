import { html, type Markup } from '@promptbin/html'
import type { Image } from '@promptbin/prompts'

/** The size of a picture as people read it, from its base64 (four characters for three bytes). */
function sizeOf({ data }: Image): string {
  const bytes = Math.floor((data.length * 3) / 4) - (data.length - data.replace(/=+$/, '').length)
  return bytes < 1024 ? `${bytes} bytes` : `${Math.round(bytes / 1024)} KB`
}

/** A picture that a message carries, from the page itself; `where` tells it apart from others. */
export function imageFigure(image: Image, where: string): Markup {
  const { mimeType, data } = image
  const kind = mimeType.slice('image/'.length).toUpperCase()
  return html`<figure class="part-image">
    <img src="data:${mimeType};base64,${data}" alt="Image ${where}" decoding="async">
    <figcaption class="fine">${kind}, ${sizeOf(image)}</figcaption>
  </figure>`
}
