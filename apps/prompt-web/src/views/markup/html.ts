/** Finished markup: the only thing that is written into a page without being escaped. */
class Markup {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  toString(): string {
    return this.#text
  }
}

export type { Markup }

/** What may stand in a template. Of these only `Markup` is not escaped; nothing stands for no text. */
export type Content = Markup | string | number | false | null | undefined | readonly Content[]

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function textOf(content: Content): string {
  if (content instanceof Markup) return content.toString()
  if (Array.isArray(content)) return content.map(textOf).join('')
  if (content === undefined || content === null || content === false) return ''
  return String(content).replaceAll(/[&<>"']/g, (character) => entities[character] ?? '')
}

/**
 * Tags a template that makes markup. Everything put into it is escaped, and there is no way around
 * that: only another template is markup already. Attributes must have quotes, or it throws.
 */
export function html(literals: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  let text = ''
  literals.forEach((literal, index) => {
    // Without quotes a blank in a value would begin an attribute of its own.
    const isBare = literal.endsWith('=') && index < contents.length
    if (isBare) throw new TypeError('An attribute in a template has no quotes.')
    text += literal + textOf(contents[index])
  })
  return new Markup(text)
}
