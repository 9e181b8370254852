import { QueryClient } from '@tanstack/react-query'
import { ApiError } from './api.ts'

/** The server's answers as the screens see them; live frames keep them fresh, so nothing is polled. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      retry: (count, error) => error instanceof ApiError && error.isTransient && count < 3,
      retryDelay: (count) => Math.min(8000, 500 * 2 ** count),
    },
    mutations: { retry: false },
  },
})
