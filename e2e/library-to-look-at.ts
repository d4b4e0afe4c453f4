import { Rest } from './rest.ts'

/** One red pixel. */
const picture =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC'

const house = {
  name: 'house-style',
  title: 'House style',
  description: 'How everything we publish sounds.',
  folder: 'writing',
  tags: ['style'],
  content: 'Write in short sentences. Name things as the reader does.\n\nNever shout.',
}

const notes = {
  name: 'release-notes',
  title: 'Release notes',
  description: 'Turns a list of changes into notes that people read.',
  folder: 'writing/releases',
  tags: ['release', 'style'],
  favourite: true,
  messages: [
    { role: 'system', text: 'You write release notes.\n\n{{> house-style}}' },
    { role: 'user', text: 'Write the notes of {{product}} from this list:\n\n{{changes}}' },
  ],
  variables: [
    { name: 'product', required: true, description: 'As customers know it', example: 'PromptBin' },
    { name: 'changes', type: 'text', required: true, description: 'One change a line' },
  ],
  modelConfig: { model: 'any', temperature: 0.3 },
  message: 'First form',
}

/** Fills a library with what shows every part of a page, and nothing that changes by itself. */
export async function fillLibrary(home: string): Promise<void> {
  const rest = new Rest(home)
  await rest.create(house)
  await rest.create(notes)
  await rest.change('release-notes', {
    messages: [
      ...notes.messages.slice(0, 1),
      { role: 'user', text: 'Write the notes of {{product}} for {{audience}}:\n\n{{changes}}' },
    ],
    variables: [
      ...notes.variables,
      {
        name: 'audience',
        type: 'enum',
        options: ['customers', 'developers'],
        default: 'customers',
      },
    ],
    message: 'For whom',
  })
  await rest.setLabel('release-notes', 'production', { version: 1, reason: 'The first one' })
  await rest.change('release-notes', {
    modelConfig: { model: 'any', temperature: 0.1 },
    message: 'Less fanciful',
  })
  await rest.setLabel('release-notes', 'production', { version: 2, reason: 'Tried for a week' })
  await rest.setLabel('release-notes', 'staging', { version: 3, protected: true })
  await rest.create({
    name: 'describe-picture',
    title: 'Describe a picture',
    folder: 'analysis',
    messages: [
      {
        role: 'user',
        parts: [
          { text: 'What is in this picture?' },
          { image: { mimeType: 'image/png', data: picture } },
          { resource: { uri: 'https://example.org/guide', mimeType: 'text/html' } },
        ],
      },
    ],
  })
  await rest.share('release-notes', { version: 1, expiresAt: null })
  await rest.share('release-notes', { label: 'staging' })
  await rest.share('house-style')
  await rest.create({ name: 'old-notes', title: 'Old notes', content: 'No longer needed.' })
  await rest.trash('old-notes')
  await rest.create({ name: 'stale', title: 'Stale', content: 'First words.' })
}
