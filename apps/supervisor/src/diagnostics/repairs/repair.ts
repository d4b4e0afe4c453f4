import type { ClientName } from '../../connect/clients/client.ts'

/** What can be put right without losing anything, as data: it is done only when somebody wants it. */
export type Repair =
  | { readonly kind: 'set-mode'; readonly path: string; readonly mode: number }
  | { readonly kind: 'set-aside'; readonly path: string }
  | { readonly kind: 'remove-instance-files' }
  | { readonly kind: 'rebuild-index' }
  | { readonly kind: 'connect-client'; readonly client: ClientName }

/** What a repair would do, as a question to a person. */
export function repairInWords(repair: Repair): string {
  switch (repair.kind) {
    case 'set-mode':
      return `Set the rights of ${repair.path} to ${repair.mode.toString(8)}`
    case 'set-aside':
      return `Rename ${repair.path}, so that a new one is made`
    case 'remove-instance-files':
      return 'Remove what the PromptBin that was killed said of itself'
    case 'rebuild-index':
      return 'Make the index of the search anew'
    case 'connect-client':
      return `Write the entry of PromptBin in the configuration of ${repair.client} anew`
  }
}
