import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { ImportOptions, ImportView, SheetMapping } from '#core/importing/api.ts'
import { api, client } from '#web/client.ts'
import { refusalOf } from '#web/refusal.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'

/** One import. While it moves, it is asked for again even if no word of it arrives. */
export const useImport = (id: string) =>
  useQuery({
    ...api.importing.show.queryOptions({ input: { id } }),
    refetchInterval: ({ state }) =>
      state.data?.state === 'running' || state.data?.state === 'undoing' ? 1500 : false,
  })

/** Does one thing to an import and shows what it became; says a refusal where nothing else can. */
export function useImportChange<Input>(run: (input: Input) => Promise<ImportView>) {
  const queries = useQueryClient()
  const say = useWords('refusals')
  return useMutation({
    mutationFn: run,
    onSuccess: async (view) => {
      const { queryKey } = api.importing.show.queryOptions({ input: { id: view.id } })
      queries.setQueryData(queryKey, view)
      await queries.invalidateQueries({ queryKey: api.importing.key() })
    },
    onError: (error) => {
      const { code, facts } = refusalOf(error)
      toast.failed(say(code, facts))
    },
  })
}

/** What the columns of every sheet mean now, as the contract takes it. */
export const mappingOf = (view: ImportView): SheetMapping[] =>
  view.sheets.map(({ sheet, kind, headerRow, columns }) => ({
    sheet,
    kind,
    headerRow,
    fields: Object.fromEntries(
      columns.flatMap(({ column, field }) => (field ? [[String(column), field]] : [])),
    ),
  }))

export type Answer = (change: { options?: Partial<ImportOptions>; sheets?: SheetMapping[] }) => void

/** Changes the meaning of columns or an answer; the server judges the whole file anew. */
export function useAnswer(view: ImportView): { answer: Answer; busy: boolean } {
  const { mutate, isPending } = useImportChange(client.importing.change)
  const answer = useCallback<Answer>(
    ({ options, sheets }) =>
      mutate({
        id: view.id,
        sheets: sheets ?? mappingOf(view),
        options: { ...view.options, ...options },
      }),
    [mutate, view],
  )
  return { answer, busy: isPending }
}
