import { useMutation, useQuery } from '@tanstack/react-query'
import type { Reply } from '../../../domain/contract.ts'
import {
  type CategoryView,
  createCategory,
  listCategories,
  orderCategories,
  updateCategory,
} from '../../../domain/settings/contract.ts'
import { call } from '../../api.ts'
import { queryClient } from '../../query.ts'
import { useShowError } from '../../ui/errors.ts'

type Tree = Reply<typeof listCategories>
const key = ['categories']

export function useCategories() {
  return useQuery({ queryKey: key, queryFn: ({ signal }) => call(listCategories, {}, signal), staleTime: 300_000 })
}

const reload = () => queryClient.invalidateQueries({ queryKey: key })

export function useUpdateCategory() {
  const showError = useShowError()
  return useMutation({
    mutationFn: (input: Parameters<typeof call<typeof updateCategory>>[1]) => call(updateCategory, input),
    onSuccess: (changed) =>
      queryClient.setQueryData<Tree>(
        key,
        (tree) => tree && { items: tree.items.map((one) => (one.key === changed.key ? changed : one)) },
      ),
    onError: showError,
  })
}

export function useCreateCategory() {
  const showError = useShowError()
  return useMutation({
    mutationFn: (input: Parameters<typeof call<typeof createCategory>>[1]) => call(createCategory, input),
    onSuccess: reload,
    onError: showError,
  })
}

type Move = { siblings: readonly CategoryView[]; from: number; to: number }

/** Moves one category among its siblings; the list shows it at once. */
export function useMoveCategory() {
  const showError = useShowError()
  return useMutation({
    mutationFn: ({ siblings, from, to }: Move) =>
      call(orderCategories, {
        parent: siblings[0]?.parent ?? null,
        keys: moved(siblings, from, to).map((one) => one.key),
      }),
    onMutate: ({ siblings, from, to }) =>
      queryClient.setQueryData<Tree>(key, (tree) => tree && { items: replaced(tree.items, moved(siblings, from, to)) }),
    onError: showError,
    onSettled: reload,
  })
}

function moved(siblings: readonly CategoryView[], from: number, to: number): CategoryView[] {
  const one = siblings[from]
  return one ? siblings.toSpliced(from, 1).toSpliced(to, 0, one) : [...siblings]
}

function replaced(all: readonly CategoryView[], ordered: readonly CategoryView[]): CategoryView[] {
  const left = [...ordered]
  return all.map((one) => (ordered.some(({ key }) => key === one.key) ? (left.shift() ?? one) : one))
}
