/** The line to the practice Slack: look at the whole screen, and do things. */

const token = document.querySelector('meta[name="practice-token"]').content;
const headers = { "X-Practice-Token": token, "Content-Type": "application/json" };

/** What the person can be told when an act does not work, by Slack's word for it. */
const WORDS = {
  message_not_found: "That message has gone.",
  element_not_found: "That has changed. Look at the latest version.",
  not_found: "That window has closed.",
  not_in_channel: "You are not in this conversation.",
};

/** Wait for a screen newer than `since`, at most some twenty seconds. */
export async function look(person, since, signal) {
  const query = new URLSearchParams({ person, since });
  const response = await fetch(`/practice/picture?${query}`, { headers, signal });
  if (!response.ok) throw new Error(`picture ${response.status}`);
  return response.json();
}

/** Wait for something newer beside the conversation. */
export async function lookBeside(since) {
  const response = await fetch(`/practice/curate?${new URLSearchParams({ since })}`, { headers });
  if (!response.ok) throw new Error(`curate ${response.status}`);
  return response.json();
}

/** Do something as a person: `{errors, notice, ...}`, or `{problem}` when it was not possible. */
export async function act(name, asked) {
  try {
    const body = JSON.stringify(asked);
    const response = await fetch(`/practice/act/${name}`, { method: "POST", headers, body });
    const answer = await response.json();
    if (response.ok) return answer;
    return { errors: {}, problem: WORDS[answer.error] || "That did not work. Please try again." };
  } catch {
    return { errors: {}, problem: "The practice workspace does not answer. Is it still running?" };
  }
}
