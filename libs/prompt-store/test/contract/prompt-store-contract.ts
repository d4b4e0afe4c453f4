import { describe } from 'vitest'
import { auditContract } from './audit/audit-contract.ts'
import { importContract } from './imports/import-contract.ts'
import { recordContract } from './imports/record-contract.ts'
import { cycleContract } from './includes/cycle-contract.ts'
import { includeContract } from './includes/include-contract.ts'
import { useContract } from './includes/use-contract.ts'
import { labelContract } from './labels/label-contract.ts'
import { rollBackContract } from './labels/roll-back-contract.ts'
import { largeLibraryContract } from './large-library-contract.ts'
import { eventContract } from './library/event-contract.ts'
import { generationContract } from './library/generation-contract.ts'
import { groupContract } from './library/group-contract.ts'
import { noteUseContract } from './library/note-use-contract.ts'
import { onceContract } from './library/once-contract.ts'
import { withinContract } from './library/within-contract.ts'
import type { MakeStore } from './library-fixture.ts'
import { listContract } from './list-contract.ts'
import { listOrderContract } from './list-order-contract.ts'
import { modelContract } from './model/model-contract.ts'
import { roundTripContract } from './model/round-trip-contract.ts'
import { batchContract } from './prompts/batch-contract.ts'
import { changeContract } from './prompts/change-contract.ts'
import { createContract } from './prompts/create-contract.ts'
import { duplicateContract } from './prompts/duplicate-contract.ts'
import { favouriteContract } from './prompts/favourite-contract.ts'
import { renameContract } from './prompts/rename-contract.ts'
import { revertContract } from './prompts/revert-contract.ts'
import { searchContract } from './search-contract.ts'
import { searchOperatorsContract } from './search-operators-contract.ts'
import { searchSpellingContract } from './search-spelling-contract.ts'
import { shareContract } from './shares/share-contract.ts'
import { loginContract } from './tokens/login-contract.ts'
import { tokenContract } from './tokens/token-contract.ts'
import { purgeContract } from './trash/purge-contract.ts'
import { restoreContract } from './trash/restore-contract.ts'
import { trashContract } from './trash/trash-contract.ts'
import { usefulOrderContract } from './useful-order-contract.ts'

/**
 * What every `PromptStore` promises, as tests over a function that makes an empty one; `runs` is how many
 * whole libraries are made up.
 */
export function promptStoreContract(name: string, makeStore: MakeStore, { runs = 60 } = {}) {
  describe(name, () => {
    createContract(makeStore)
    changeContract(makeStore)
    renameContract(makeStore)
    favouriteContract(makeStore)
    duplicateContract(makeStore)
    revertContract(makeStore)
    batchContract(makeStore)
    labelContract(makeStore)
    rollBackContract(makeStore)
    includeContract(makeStore)
    cycleContract(makeStore)
    useContract(makeStore)
    trashContract(makeStore)
    restoreContract(makeStore)
    purgeContract(makeStore)
    importContract(makeStore)
    recordContract(makeStore)
    generationContract(makeStore)
    eventContract(makeStore)
    withinContract(makeStore)
    onceContract(makeStore)
    groupContract(makeStore)
    noteUseContract(makeStore)
    shareContract(makeStore)
    tokenContract(makeStore)
    loginContract(makeStore)
    auditContract(makeStore)
    modelContract(makeStore, runs)
    roundTripContract(makeStore, runs)
    listContract(makeStore)
    listOrderContract(makeStore)
    usefulOrderContract(makeStore)
    searchContract(makeStore)
    searchOperatorsContract(makeStore)
    searchSpellingContract(makeStore)
    largeLibraryContract(makeStore)
  })
}
