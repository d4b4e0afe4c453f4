import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateIdentity, identityToRecipient } from 'age-encryption'
import { expect, test } from 'vitest'
import {
  backupsFolderOf,
  createBackup,
  openBackup,
  readIdentity,
  verifyBackup,
} from '../src/index.ts'
import { makeDataFolder, openLibrary } from './library.ts'

const code = (value: string) => expect.objectContaining({ code: value })

test('what is encrypted is read with its key and with no other', async () => {
  const data = makeDataFolder(300)
  const library = openLibrary(data)
  library.exec("INSERT INTO prompt (body) VALUES ('words that nobody may read')")
  library.close()
  writeFileSync(join(data, 'promptbin-config.yaml'), 'a secret of the configuration')
  const identity = await generateIdentity()
  const recipients = [await identityToRecipient(identity)]
  const { id, encryption } = await createBackup({
    data,
    reason: 'asked',
    recipients,
    configurationFile: join(data, 'promptbin-config.yaml'),
  })
  expect(encryption).toBe('age')
  const folder = backupsFolderOf(data)
  const names = readdirSync(join(folder, id), { recursive: true }).map(String).toSorted()
  expect(names).toEqual([
    'configuration',
    'configuration/promptbin-config.yaml.age',
    'manifest.json',
    'promptbin.db.age',
  ])
  const stored = readFileSync(join(folder, id, 'promptbin.db.age'), 'latin1')
  expect(stored).not.toContain('nobody may read')

  // Without the key the files are compared, and that is said.
  expect(await verifyBackup(folder, id)).toMatchObject({ isGood: true, isOpened: false })
  expect(await verifyBackup(folder, id, { identity })).toMatchObject({
    isGood: true,
    isOpened: true,
  })
  await expect(openBackup(folder, id)).rejects.toThrow(code('PB_BACKUP_ENCRYPTED'))
  const other = { identity: await generateIdentity() }
  await expect(openBackup(folder, id, other)).rejects.toThrow(code('PB_BACKUP_DAMAGED'))

  const opened = await openBackup(folder, id, { identity })
  expect(readFileSync(opened.database, 'latin1')).toContain('nobody may read')
  await opened.close()
  expect(readdirSync(folder)).toEqual([id])
})

test('the key is read from a file as age-keygen writes it', async () => {
  const file = join(makeDataFolder(0), 'identity.txt')
  const identity = await generateIdentity()
  writeFileSync(file, `# created: 2026-11-23\n# public key: age1x\n${identity}\n`)
  expect(await readIdentity(file)).toBe(identity)
  writeFileSync(file, 'age1public')
  await expect(readIdentity(file)).rejects.toThrow(code('PB_BACKUP_NO_IDENTITY'))
  await expect(readIdentity(`${file}.not`)).rejects.toThrow(code('PB_BACKUP_NO_IDENTITY'))
})
