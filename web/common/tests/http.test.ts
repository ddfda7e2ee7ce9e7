import { afterEach, describe, expect, it, vi } from "vitest";

import { askJson, askStream, Refused, Unreachable } from "../src";

function answering(answer: Response | Error): ReturnType<typeof vi.fn> {
  const fetching = vi.fn(async () => {
    if (answer instanceof Error) throw answer;
    return answer;
  });
  vi.stubGlobal("fetch", fetching);
  return fetching;
}

afterEach(() => void vi.useRealTimers());

describe("asking for JSON", () => {
  it("carries the token in a header, never in the address", async () => {
    const fetching = answering(Response.json({ next: 1 }));
    await askJson("/api/chats/x?after=0", { token: "secret" });
    const [url, { headers }] = fetching.mock.calls[0] as [string, { headers: Headers }];
    expect(url).not.toContain("secret");
    expect(headers.get("Authorization")).toBe("Bearer secret");
  });

  it("says why it was refused, and how long to wait", async () => {
    const error = { error: { code: "slow_down", message: "…" } };
    answering(Response.json(error, { status: 429, headers: { "Retry-After": "3" } }));
    await expect(askJson("/x")).rejects.toMatchObject({ status: 429, code: "slow_down", retryAfterS: 3 });
  });

  it("takes a proxy's error page as a refusal without a code of ours", async () => {
    answering(new Response("<h1>Bad gateway</h1>", { status: 502 }));
    const refused = await askJson("/x").catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Refused);
    expect(refused).toMatchObject({ code: "http_502" });
  });

  it("calls no network unreachable", async () => {
    answering(new TypeError("Failed to fetch"));
    await expect(askJson("/x")).rejects.toBeInstanceOf(Unreachable);
  });

  it("does not wait for ever", async () => {
    vi.useFakeTimers();
    vi.stubGlobal("fetch", (_: string, { signal }: RequestInit) => {
      return new Promise((_resolve, reject) => signal?.addEventListener("abort", () => reject(new Error("aborted"))));
    });
    const asked = askJson("/x").catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(10_001);
    expect(await asked).toBeInstanceOf(Unreachable);
  });

  it("takes an answer that is no stream as none", async () => {
    answering(Response.json({}));
    await expect(askStream("/x", { signal: new AbortController().signal })).rejects.toBeInstanceOf(Unreachable);
  });
});
