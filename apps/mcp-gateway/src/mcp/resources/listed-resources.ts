import type { Resource, ResourceTemplateType } from '@modelcontextprotocol/server'
import type { PromptSummary } from '@promptbin/prompts'
import { promptMimeType } from './prompt-contents.ts'

const json = 'application/json'

/** What PromptBin 0.5 had beside the prompts themselves; it stands at the end of the first page. */
export const formerResources: readonly Resource[] = [
  {
    uri: 'promptbin://list-prompts',
    name: 'list-prompts',
    title: 'All prompts',
    description: 'The hundred most useful prompts with their texts, and how many there are.',
    mimeType: json,
  },
  {
    uri: 'promptbin://flask-status',
    name: 'flask-status',
    title: 'Status of the library',
    description: 'Whether the service that holds the prompts answers, and where.',
    mimeType: json,
  },
]

/** How the address of a prompt is made. */
export const resourceTemplates: ResourceTemplateType[] = [
  {
    uriTemplate: 'promptbin://prompts/{name}{?version,label}',
    name: 'prompt',
    title: 'Prompt',
    description:
      'The text of a prompt as it was written, with its variables unfilled; of its default version unless a version or a label is named.',
    mimeType: promptMimeType,
  },
  {
    uriTemplate: 'promptbin://get-prompt/{id}',
    name: 'get-prompt',
    title: 'Prompt by id',
    description: 'A prompt as JSON, as PromptBin 0.5 gave it, by its id or name.',
    mimeType: json,
  },
  {
    uriTemplate: 'promptbin://get-prompt-by-name/{name}',
    name: 'get-prompt-by-name',
    title: 'Prompt by name',
    description: 'A prompt as JSON, as PromptBin 0.5 gave it, by its name.',
    mimeType: json,
  },
]

/** A prompt as `resources/list` shows it; its size is that of all contents which reading it gives. */
export function toResource(prompt: PromptSummary): Resource {
  const { name, title, description, contentBytes, updatedAt } = prompt
  return {
    uri: `promptbin://prompts/${name}`,
    name,
    title,
    description: description || title,
    mimeType: promptMimeType,
    size: contentBytes,
    annotations: { lastModified: updatedAt },
  }
}
