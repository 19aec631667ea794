import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { messageChannels } from '#core/messaging/message.ts'
import { api } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { useWords } from '#web/words.ts'
import { useAgents, useAllTypes, useConversationLabels } from '../lists.ts'

export type Choice = Readonly<{ value: string; label: string }>

const slow = { staleTime: 60_000 }
const choicesOf = (rows: readonly Readonly<{ id: string; name: string }>[] | undefined): Choice[] =>
  (rows ?? []).map(({ id, name }) => ({ value: id, label: name }))

/** The departments, for who may read them. */
export function useDepartments(): Choice[] {
  const enabled = useMay()('people.read') !== undefined
  const { data } = useQuery({
    ...api.people.departments.queryOptions({ input: {} }),
    ...slow,
    enabled,
  })
  return choicesOf(data?.rows)
}

/** The types of conversation, those that are off included. */
export const useTypeChoices = (): Choice[] => choicesOf(useAllTypes())

export const useLabelChoices = (): Choice[] => choicesOf(useConversationLabels())

/** The colleagues who can be given a conversation. */
export const useAgentChoices = (): Choice[] => choicesOf(useAgents().map(({ user }) => user))

/** The accounts of all channels, for who may see them. */
export function useAccountChoices(): Choice[] {
  const enabled = useMay()('messaging.manage') !== undefined
  const { data } = useQuery({
    ...api.messaging.accounts.queryOptions({ input: {} }),
    ...slow,
    enabled,
  })
  return choicesOf(data?.rows)
}

/** The ways on which customers speak. */
export function useChannelChoices(): Choice[] {
  const t = useWords('inboxSettings')
  return useMemo(
    () => messageChannels.map((value) => ({ value, label: t(`channel_${value}`) })),
    [t],
  )
}
