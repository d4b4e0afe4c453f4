import type { PromptChange } from '@promptbin/prompts'

/** A prompt that the suite expects, as a row of the library. */
export interface Row {
  /** What the suite calls it: the id under which it was imported, which goes on resolving. */
  readonly id: string
  readonly title: string
  readonly text: string
  /** What cannot be imported as text. */
  readonly change?: PromptChange
}

/** One red pixel. */
export const picture = {
  mimeType: 'image/png',
  data: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC',
} as const

const embedded = {
  uri: 'test://example-resource',
  mimeType: 'text/plain',
  text: 'Embedded resource content for testing.',
}

/** All prompts and resources of the suite (https://github.com/modelcontextprotocol/conformance). */
export const rows: readonly Row[] = [
  {
    id: 'test_simple_prompt',
    title: 'Simple prompt',
    text: 'This is a simple prompt for testing.',
  },
  {
    id: 'test_prompt_with_arguments',
    title: 'Prompt with arguments',
    text: "Prompt with arguments: arg1='{{arg1}}', arg2='{{arg2}}'",
  },
  {
    id: 'test_prompt_with_embedded_resource',
    title: 'Prompt with an embedded resource',
    text: 'Please process the embedded resource above.',
    change: {
      messages: [
        { role: 'user', parts: [{ resource: embedded }] },
        { role: 'user', text: 'Please process the embedded resource above.' },
      ],
      variables: [{ name: 'resourceUri', description: 'The resource to embed.' }],
    },
  },
  {
    id: 'test_prompt_with_image',
    title: 'Prompt with an image',
    text: 'Please analyze the image above.',
    change: {
      messages: [
        { role: 'user', parts: [{ image: picture }] },
        { role: 'user', text: 'Please analyze the image above.' },
      ],
    },
  },
  {
    id: 'test_input_required_result_prompt',
    title: 'Prompt that asks',
    text: 'Work in this context: {{context}}',
  },
  {
    id: 'test://static-text',
    title: 'Static text',
    text: 'This is the content of the static text resource.',
  },
  {
    id: 'test://static-binary',
    title: 'Static binary',
    text: 'A picture.',
    change: { messages: [{ role: 'user', parts: [{ image: picture }] }] },
  },
  {
    id: 'test://watched-resource',
    title: 'Watched resource',
    text: 'Whoever watches hears of changes.',
  },
]
