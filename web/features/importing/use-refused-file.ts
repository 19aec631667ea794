import { useMutation } from '@tanstack/react-query'
import { client } from '#web/client.ts'
import { usePreferences } from '#web/preferences.tsx'
import { refusalOf } from '#web/refusal.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'

/** Makes the workbook of refused rows and saves it; its link holds five minutes. */
export function useRefusedFile(id: string) {
  const { language } = usePreferences()
  const say = useWords('refusals')
  return useMutation({
    mutationFn: () => client.importing.refusedFile({ id, language }),
    onSuccess: ({ url, fileName }) => {
      const link = document.createElement('a')
      link.href = url
      link.download = fileName
      link.click()
    },
    onError: (error) => {
      const { code, facts } = refusalOf(error)
      toast.failed(say(code, facts))
    },
  })
}
