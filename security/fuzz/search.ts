import fc from 'fast-check'
import { faultOf, type Response } from './oracles.ts'
import { curlOf, type Operation, type Request, requestsOf } from './requests.ts'
import type { Document, Pool } from './schema.ts'

export type Target = {
  doc: Document
  /** Who sends it; named more than once, it is more often. */
  callers(operation: Operation): readonly string[]
  pool(operation: Operation): Pool
  send(request: Request): Promise<Response>
  /** Everything stored, as text: no unknown property may be found in it. */
  stored?(): Promise<string>
}
export type Finding = { operation: string; fault: string; request: Request; curl: string; seed: number; path: string }
export type Options = { runs: number; seed: number }

/** Throws requests at one operation until one of them is answered wrongly; the smallest such request is the finding. */
export async function search(target: Target, operation: Operation, { runs, seed }: Options): Promise<Finding | null> {
  let fault = ''
  const property = fc.asyncProperty(requestsOf(operation, target), async (request) => {
    const found = faultOf(request, await target.send(request))
    if (found) {
      fault = found
      return false
    }
    return true
  })
  const result = await fc.check(property, {
    numRuns: runs,
    seed,
    endOnFailure: false,
    maxSkipsPerRun: 10,
    interruptAfterTimeLimit: 60_000,
    markInterruptAsFailure: false,
  })
  const request = result.counterexample?.[0]
  if (!result.failed || !request) return null
  if (result.errorInstance) fault = String(result.errorInstance)
  const again = faultOf(request, await target.send(request))
  return {
    operation: `${operation.method} ${operation.path}`,
    fault: again ?? fault,
    request,
    curl: curlOf(request),
    seed: result.seed,
    path: result.counterexamplePath ?? '',
  }
}

export const tell = ({ operation, fault, curl, seed, path }: Finding) =>
  `${operation}: ${fault}\n  ${curl}\n  seed ${seed}, path ${path}`
