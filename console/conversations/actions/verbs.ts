import { useMutation } from '@tanstack/react-query'
import type { Endpoint, RawInput } from '../../../domain/contract.ts'
import { acceptConversation } from '../../../domain/conversations/contract.ts'
import type { ConversationView } from '../../../domain/conversations/views.ts'
import { ApiError, call } from '../../api.ts'
import { queryClient } from '../../query.ts'
import { useShowError } from '../../ui/errors.ts'
import { openedKey, putConversation, refetchInbox } from '../cache.ts'
import { useOpen } from '../open-path.ts'

/** A step of a conversation: the answer is the conversation as it stands now. */
export function useVerb<E extends Endpoint>(verb: E, onDone?: (view: ConversationView) => void) {
  const showError = useShowError()
  return useMutation({
    mutationFn: async (input: RawInput<E>) => {
      const { conversation } = (await call(verb, input)) as { conversation: ConversationView }
      return conversation
    },
    onSuccess: (conversation) => {
      putConversation(conversation)
      onDone?.(conversation)
    },
    onError: (error) => {
      showError(error)
      // Somebody else was faster, or the step is no longer there: show how it stands.
      if (error instanceof ApiError && error.status === 409) {
        refetchInbox()
        void queryClient.invalidateQueries({ queryKey: openedKey('').slice(0, 1) })
      }
    },
  })
}

export function useAccept() {
  const open = useOpen()
  return useVerb(acceptConversation, (conversation) => {
    void queryClient.invalidateQueries({ queryKey: openedKey(conversation.id) })
    open(conversation.id)
  })
}
