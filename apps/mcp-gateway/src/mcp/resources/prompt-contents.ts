import type { ReadResourceResult } from '@modelcontextprotocol/server'
import { type Message, type Prompt, partsOf, textOfAll } from '@promptbin/prompts'

/** A prompt's text is shown as it is; whether it is Markdown is for its author to know. */
export const promptMimeType = 'text/plain'

type Contents = ReadResourceResult['contents']

/** The pictures of a prompt: one content of a resource is one kind of data. */
function picturesOf(uri: string, messages: readonly Message[]): Contents {
  const images = messages.flatMap((message) => partsOf(message).flatMap(({ image }) => image ?? []))
  return images.map(({ mimeType, data }, index) => ({
    uri: `${uri}#picture-${index + 1}`,
    mimeType,
    blob: data,
  }))
}

/**
 * The text of a prompt as it was written, then its pictures. One that is nothing but a picture is
 * that picture.
 */
export function contentsOfPrompt(uri: string, { name, version }: Prompt): Contents {
  const text = textOfAll(version.messages)
  const pictures = picturesOf(uri, version.messages)
  const [first, ...others] = pictures
  const _meta = {
    'promptbin/name': name,
    'promptbin/version': version.n,
    'promptbin/sha256': version.sha256,
  }
  if (text === '' && first) return [{ ...first, uri, _meta }, ...others]
  return [{ uri, mimeType: promptMimeType, text, _meta }, ...pictures]
}

/** One picture of a prompt by its number, or nothing. */
export function pictureOfPrompt(uri: string, { version }: Prompt, number: number): Contents {
  const page = uri.split('#')[0] ?? uri
  return picturesOf(page, version.messages).slice(number - 1, number)
}
