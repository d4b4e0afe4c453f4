import { describe } from 'vitest'
import { changeContract } from './change-contract.ts'
import { createContract } from './create-contract.ts'
import { generationContract } from './generation-contract.ts'
import { importContract } from './import-contract.ts'
import { largeLibraryContract } from './large-library-contract.ts'
import type { MakeStore } from './library-fixture.ts'
import { listContract } from './list-contract.ts'
import { modelContract } from './model-contract.ts'
import { searchContract } from './search-contract.ts'
import { trashContract } from './trash-contract.ts'

/** What every `PromptStore` promises, as tests over a function that makes an empty one. */
export function promptStoreContract(name: string, makeStore: MakeStore) {
  describe(name, () => {
    createContract(makeStore)
    changeContract(makeStore)
    trashContract(makeStore)
    importContract(makeStore)
    listContract(makeStore)
    searchContract(makeStore)
    largeLibraryContract(makeStore)
    generationContract(makeStore)
    modelContract(makeStore)
  })
}
