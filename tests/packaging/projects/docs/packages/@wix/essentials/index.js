/** As much of it as the docs show. */
export const httpClient = {
  fetchWithAuth: (url, init) =>
    fetch(url, { ...init, headers: { ...init.headers, Authorization: 'a token' } }),
};
