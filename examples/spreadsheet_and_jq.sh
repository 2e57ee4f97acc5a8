#!/bin/sh
# The rows for a spreadsheet, and the same records through jq.
#
#     sh examples/spreadsheet_and_jq.sh FOLDER
set -eu

folder=${1:-seeds/}

# A CSV that Excel and LibreOffice open as it should be: the figures most worth checking first.
claimx extract "$folder" --sort check-worthiness --excel --quiet -o figures.csv
echo "figures.csv: $(wc -l < figures.csv) lines"

# The five sources that are quoted with the most figures.
claimx extract "$folder" --jsonl --attributed --quiet |
  jq -r '.attribution.source.name' | sort | uniq -c | sort -rn | head -n 5
