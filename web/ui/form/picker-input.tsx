import { Loader, Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useId, useState } from 'react'
import { useWords } from '#web/words.ts'

type Option = Readonly<{ value: string; label: string }>
type Props = Readonly<{
  id?: string
  label: ReactNode
  description?: ReactNode
  error?: ReactNode
  disabled?: boolean
  onBlur?: () => void
  value: string | null
  onChange: (value: string | null) => void
  load: (text: string) => Promise<readonly Option[]>
  initialLabel?: string
}>

/** Picks one of many by typing a part of its name; the server searches. */
export function PickerInput({ load, initialLabel, value, onChange, ...field }: Props) {
  const t = useWords('ui')
  const name = useId()
  const [text, setText] = useState('')
  const [asked] = useDebouncedValue(text, 200)
  const [picked, setPicked] = useState<Option | null>(
    value && initialLabel ? { value, label: initialLabel } : null,
  )
  // What is shown for the picked one is its own label; asking for it would find only itself.
  const wanted = asked === picked?.label ? '' : asked
  const { data, isFetching } = useQuery({
    queryKey: ['picker', name, wanted],
    queryFn: () => load(wanted),
    placeholderData: keepPreviousData,
  })
  const found = data ?? []
  const known = picked && !found.some((option) => option.value === picked.value)
  return (
    <Select
      {...field}
      data={known ? [picked, ...found] : [...found]}
      value={value}
      onChange={(next) => {
        setPicked(found.find((option) => option.value === next) ?? null)
        onChange(next)
      }}
      searchable
      clearable
      onSearchChange={setText}
      filter={({ options }) => options}
      placeholder={t('type_to_search')}
      nothingFoundMessage={isFetching ? t('loading') : t('nothing_found')}
      rightSection={isFetching ? <Loader size={14} /> : undefined}
    />
  )
}
