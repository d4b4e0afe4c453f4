/** The supervisor's audit trail inside of a backup, as it is inside of a data folder. */
export const auditFolderName = 'audit'

/** A trail of a backup, beside a library that is made, that goes to a folder of its own in that one. */
export const besideName = 'audit-beside'

/** What is known of webhook receivers, inside of a backup. */
export const receiversFolderName = 'webhooks'

/** The receivers, with addresses and secrets sealed. */
export const receiversName = `${receiversFolderName}/webhooks.json`

/** What they are sealed with. Only an encrypted backup has it. */
export const receiversKeyName = `${receiversFolderName}/webhooks.key`

/** Where both stand in a data folder. */
export const receiversPlace = 'state/webhooks.json'
export const receiversKeyPlace = 'keys/webhooks.key'

/** Whether a file of a backup is one of those that go with the library. */
export function isCompanion(name: string): boolean {
  return [auditFolderName, receiversFolderName].some((folder) => name.startsWith(`${folder}/`))
}
