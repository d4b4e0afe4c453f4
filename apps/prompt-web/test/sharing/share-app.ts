import { send, startTestApp } from '../test-app.ts'
import { type DoorOptions, makeDoor } from './share-door.ts'

/** An app whose links open, at a door that listens. */
export async function startSharing(options: DoorOptions = {}) {
  let door: ReturnType<typeof makeDoor> | undefined
  const testApp = await startTestApp({
    openShares: async (store) => {
      door ??= makeDoor(store, options)
      return door.listener.open()
    },
  })
  const { app } = testApp
  const share = async (prompt: string, fields: object = {}): Promise<{ id: string; url: string }> =>
    (await send(app, 'POST', '/api/v1/shares', { body: { prompt, ...fields } })).json()
  return { ...testApp, share, door: () => door }
}

/** The text of `draft`. */
export const text = 'Act as a {{kind}} terminal. <script>alert(1)</script>'
/** A prompt with something hostile in it, and something that is nobody's business. */
export const draft = {
  title: 'Terminal <b>',
  name: 'terminal',
  description: 'Plays a "shell".',
  folder: 'private-folder',
  tags: ['private-tag'],
  content: text,
  variables: [{ name: 'kind', description: 'Which <i>one</i>', default: 'Linux' }],
}
