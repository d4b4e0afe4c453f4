import { type Content, html } from '@promptbin/html'
import {
  type Included,
  type Piece,
  parseReference,
  splitAtPlaces,
  type Variable,
} from '@promptbin/prompts'
import { promptAddress } from '../prompt/prompt-address.ts'

/** What a text can have places for. */
export interface Places {
  readonly variables: readonly Variable[]
  /** What the references of the text stand for; a reference that is not among them is plain text. */
  readonly included?: readonly Included[]
}

/** A text of the greatest length can have a hundred thousand; marking all makes a page of no use. */
const maxLookedAt = 5_000

/** A reference in a text: a way to the prompt that it stands for, or what became of it. */
function include(piece: Piece, { name, version, reference }: Included): Content {
  if (version === null) {
    return html`<code class="place place-gone" title="${name} is in the trash, or has no such version or label">${piece.text}</code>`
  }
  const { name: _, ...selector } = parseReference(reference) ?? { name }
  return html`<a class="place include" href="${promptAddress(name, selector)}">${piece.text}</a>`
}

/**
 * A text in which the places of declared variables and of included prompts stand out. Of very many
 * places only the first 5,000 are looked at; all else is ordinary text.
 */
export function textWithPlaces(text: string, { variables, included = [] }: Places): Content {
  const declared = new Set(variables.map(({ name }) => name))
  const references = new Map(included.map((each) => [each.reference, each]))
  const mark = (piece: Piece): Content => {
    if (piece.name !== undefined && declared.has(piece.name)) {
      return html`<code class="place">${piece.text}</code>`
    }
    const found = piece.include === undefined ? undefined : references.get(piece.include)
    return found === undefined ? piece.text : include(piece, found)
  }
  return splitAtPlaces(text, maxLookedAt).map(mark)
}
