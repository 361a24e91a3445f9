"""The figures of whole channels, worked out a second time with Python's standard library alone.

Written from the formulas in docs/methods.md, not from the program, so that the two can be held against each other.
Reads from stdin {"path", "columns": {meaning: column}, "asOf": ISO date, "utcOffsetMinutes"}; writes JSON: one object
a channel, with the figures of each video by its id.
"""

import csv
import json
import math
import re
import statistics
import sys
from collections import defaultdict
from datetime import datetime, timedelta, timezone

DAY = timedelta(days=1)
THREE_MINUTE_SHORTS = datetime(2024, 10, 15, tzinfo=timezone.utc)


def instant(text):
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=timezone.utc)


def seconds(text):
    if not text:
        return None
    days, hours, minutes, rest = re.fullmatch(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?", text).groups()
    return timedelta(days=int(days or 0), hours=int(hours or 0), minutes=int(minutes or 0), seconds=int(rest or 0)).total_seconds()


def rows_of(request):
    """Each row as {channel, id, published, seconds, views, likes, comments}, unknowns None."""
    columns = request["columns"]
    with open(request["path"], encoding="utf-8-sig", newline="") as file:
        table = (json.loads(line) for line in file) if request["path"].endswith(".jsonl") else csv.DictReader(file)
        for row in table:
            cell = lambda meaning: row.get(columns.get(meaning)) if meaning in columns else None
            number = lambda meaning: None if cell(meaning) in (None, "") else int(float(cell(meaning)))
            yield {
                "channel": cell("channel"),
                "id": cell("id"),
                "published": instant(cell("published")),
                "seconds": seconds(cell("duration")),
                "views": number("views"),
                "likes": number("likes"),
                "comments": number("comments"),
            }


def kind(video):
    length = video["seconds"]
    if length is None:
        return "unknown"
    if length == 0:
        return "live"
    return "short" if length <= (180 if video["published"] >= THREE_MINUTE_SHORTS else 60) else "long"


def share(value, values):
    top = max((other for other in values if other is not None), default=0)
    return value / top if top else 0.0


def scored(videos, as_of):
    for video in videos:
        age = (as_of - video["published"]) / DAY
        video["velocity"] = None if video["views"] is None else video["views"] / (age if age > 1 else 1)
        hidden = None in (video["views"], video["likes"], video["comments"])
        video["engagement"] = None if hidden else (video["likes"] + video["comments"]) / video["views"] if video["views"] else 0.0
        video["kind"] = kind(video)
    column = lambda name: [video[name] for video in videos]
    for video in videos:
        if video["views"] is None:
            video["score"] = None
            continue
        terms = [(5, share(video["views"], column("views"))), (3, share(video["velocity"], column("velocity")))]
        if video["engagement"] is not None:
            terms.append((2, share(video["engagement"], column("engagement"))))
        video["score"] = sum(weight * value for weight, value in terms) / sum(weight for weight, _ in terms)
        alike = [other["views"] for other in videos if other["kind"] == video["kind"] and other["views"] is not None]
        middle = statistics.median(alike)
        video["multiple"] = video["views"] / middle if len(alike) > 3 and middle else None
    return videos


def fences(videos):
    scores = [video["score"] for video in videos if video["score"] is not None]
    if len(scores) < 4:
        return None
    q1, _, q3 = statistics.quantiles(scores, n=4, method="inclusive")
    return {"q1": q1, "q3": q3, "iqr": q3 - q1, "lowerFence": q1 - 1.5 * (q3 - q1), "upperFence": q3 + 1.5 * (q3 - q1)}


def verdict(score, limits):
    if limits is None or score is None:
        return None
    return "high" if score > limits["upperFence"] else "low" if score < limits["lowerFence"] else None


def weeks(videos, as_of, offset):
    """Walks the calendar week by week instead of numbering weeks."""
    zone = timezone(timedelta(minutes=offset))
    week = lambda moment: moment.astimezone(zone).isocalendar()[:2]
    busy = {week(video["published"]) for video in videos}
    current, moment = 0, as_of if week(as_of) in busy else as_of - 7 * DAY
    while week(moment) in busy:
        current, moment = current + 1, moment - 7 * DAY
    longest = run = 0
    moment = min(video["published"] for video in videos)
    while moment <= as_of + 7 * DAY:
        run = run + 1 if week(moment) in busy else 0
        longest, moment = max(longest, run), moment + 7 * DAY
    return {"current": current, "longest": longest}


def rhythm(videos, as_of):
    moments = sorted(video["published"] for video in videos)
    gaps = [(later - earlier) / DAY for earlier, later in zip(moments, moments[1:])]
    silence = (as_of - moments[-1]) / DAY
    found = {"videos": len(moments), "daysSinceLast": silence, "perWeek": None, "medianGapDays": None, "gapCv": None}
    found.update(consistency=None, frequency=None, engagement=None, algorithmScore=None)
    if not gaps or not sum(gaps):
        return found
    found["perWeek"] = 7 * len(gaps) / sum(gaps)
    found["medianGapDays"] = statistics.median(gaps)
    found["gapCv"] = statistics.pstdev(gaps) / statistics.fmean(gaps)
    counted = gaps + [silence] if silence > found["medianGapDays"] else gaps
    found["consistency"] = 100 / (1 + statistics.pvariance(counted) / statistics.fmean(counted) ** 2)
    pace = len(moments) / ((as_of - moments[0]) / timedelta(weeks=1))
    found["frequency"] = min(100.0, 100 * math.log1p(pace) / math.log(5))
    rates = [video["engagement"] for video in videos if video["engagement"] is not None]
    parts = [(4, found["consistency"]), (3, found["frequency"])]
    if rates:
        found["engagement"] = min(100.0, 1000 * statistics.median(rates))
        parts.append((3, found["engagement"]))
    found["algorithmScore"] = math.floor(sum(w * part for w, part in parts) / sum(w for w, _ in parts) + 0.5)
    return found


def main():
    request = json.load(sys.stdin)
    as_of = instant(request["asOf"])
    channels = defaultdict(list)
    for row in rows_of(request):
        if row["published"] <= as_of:
            channels[row["channel"]].append(row)
    answer = {}
    for name, videos in channels.items():
        limits = fences(scored(videos, as_of))
        answer[name] = {
            "summary": limits,
            "videos": {v["id"]: {"smartScore": v["score"], "multiple": v.get("multiple"), "outlier": verdict(v["score"], limits)} for v in videos},
            "rhythm": rhythm(videos, as_of),
            "streak": weeks(videos, as_of, request["utcOffsetMinutes"]),
        }
    json.dump(answer, sys.stdout)


main()
