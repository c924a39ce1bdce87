#!/usr/bin/env bash
# What action.yml does with a change: annotations, the job's summary, a comment on the pull request that is renewed
# at each push, and the exit code of kpi1 diff.
set -euo pipefail

if [ -z "$AGAINST" ]; then
  # The checkout of a pull request has one commit, and no other branch.
  git fetch --quiet --depth=1 origin "$GITHUB_BASE_REF"
  AGAINST=$(git rev-parse FETCH_HEAD)
fi
diff() { npx --no-install kpi1 diff "$DEFINITIONS" --against "$AGAINST" --fail-on "$1" --format "$2"; }

mark='<!-- kpi1 diff -->'
text=$(mktemp)
trap 'rm -f "$text"' EXIT
printf '%s\n' "$mark" >"$text"
diff never markdown >>"$text"
cat "$text" >>"$GITHUB_STEP_SUMMARY"

if [ "$COMMENT" = true ] && [ -n "$PULL_REQUEST" ]; then
  comments="repos/$GITHUB_REPOSITORY/issues/$PULL_REQUEST/comments"
  ours=".[] | select(.user.type == \"Bot\" and (.body | startswith(\"$mark\"))) | .id"
  # The token of a pull request from a fork may not write: that is no fault of the change.
  {
    id=$(gh api --paginate "$comments" --jq "$ours" | head -n 1)
    if [ -n "$id" ]; then
      gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$id" --field "body=@$text"
    else
      gh api --silent --method POST "$comments" --field "body=@$text"
    fi
  } || echo '::warning title=kpi1::The pull request could not be commented on. Does the job have the permission pull-requests: write?'
fi

diff "$FAIL_ON" github
