"""Ways in which a kept video can go bad, by accident and by malice; threat F6 and its kin.

Each way changes what the cache keeps for one video, sometimes for a second one too, so that it
must never be played as the wanted one again. All videos are of one length: that alone tells
nothing. What is random comes from the given Random.
"""

import contextlib
import json
import os
import shutil

from tests.kept_videos import content_of

WAYS = {}
BOTH = set()
"""The ways that damage the second video too."""


def way(deed):
    """Take a function among the ways."""
    WAYS[deed.__name__] = deed
    return deed


def way_of_both(deed):
    """Take a function among the ways that damage two videos."""
    BOTH.add(deed.__name__)
    return way(deed)


@contextlib.contextmanager
def times_kept(file):
    """Set a file's times back to what they were, as those do who want to hide a change."""
    before = file.stat()
    yield
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def video(folder):
    return folder / "video.mp4"


def said_in(folder):
    return json.loads((folder / "entry.json").read_text(encoding="utf-8"))


def say(folder, said):
    (folder / "entry.json").write_text(json.dumps(said), encoding="utf-8")


def say_of_entry(folder, **more):
    said = said_in(folder)
    said["entry"].update(more)
    say(folder, said)


def flip(file, chance):
    with file.open("r+b") as opened:
        place = chance.randrange(file.stat().st_size)
        opened.seek(place)
        byte = opened.read(1)[0]
        opened.seek(place)
        opened.write(bytes([byte ^ 1 << chance.randrange(8)]))


def swap(one, other):
    aside = one.with_name(one.name + ".aside")
    one.rename(aside)
    other.rename(one)
    aside.rename(other)


# The video's bytes


@way
def a_flipped_bit(folder, other, chance):
    flip(video(folder), chance)


@way
def a_flipped_bit_with_its_time_set_back(folder, other, chance):
    with times_kept(video(folder)):
        flip(video(folder), chance)


@way
def a_flipped_bit_in_a_copy_put_in_its_place(folder, other, chance):
    copy = folder / "copy"
    shutil.copy2(video(folder), copy)
    with times_kept(copy):
        flip(copy, chance)
    copy.replace(video(folder))


@way
def a_flipped_bit_through_a_second_name(folder, other, chance):
    second = folder / "second"
    os.link(video(folder), second)
    with times_kept(second):
        flip(second, chance)
    second.unlink()


@way
def a_flipped_bit_and_no_seal(folder, other, chance):
    flip(video(folder), chance)
    (folder / "seal.json").unlink()


@way
def a_flipped_bit_and_a_torn_seal(folder, other, chance):
    flip(video(folder), chance)
    seal = folder / "seal.json"
    seal.write_bytes(seal.read_bytes()[: chance.randrange(60)])


@way
def a_hole_in_the_middle(folder, other, chance):
    with times_kept(video(folder)), video(folder).open("r+b") as opened:
        opened.seek(chance.randrange(3000))
        opened.write(bytes(512))


@way
def cut_short(folder, other, chance):
    os.truncate(video(folder), chance.randrange(1, 4096))


@way
def cut_and_filled_up_again(folder, other, chance):
    with times_kept(video(folder)):
        os.truncate(video(folder), chance.randrange(4000))
        os.truncate(video(folder), 4096)


@way
def grown(folder, other, chance):
    with times_kept(video(folder)), video(folder).open("ab") as opened:
        opened.write(chance.randbytes(chance.randrange(1, 100)))


@way
def emptied(folder, other, chance):
    os.truncate(video(folder), 0)


@way
def emptied_and_called_empty(folder, other, chance):
    os.truncate(video(folder), 0)
    say_of_entry(folder, size_bytes=0)


@way
def cut_short_and_its_size_with_it(folder, other, chance):
    length = chance.randrange(1, 4096)
    os.truncate(video(folder), length)
    say_of_entry(folder, size_bytes=length)


# Another file where the video was


@way
def another_video_copied_over_it(folder, other, chance):
    with times_kept(video(folder)):
        shutil.copyfile(video(other), video(folder))


@way
def a_hard_link_to_another_video(folder, other, chance):
    video(folder).unlink()
    os.link(video(other), video(folder))


@way
def a_link_to_another_video(folder, other, chance):
    video(folder).unlink()
    video(folder).symlink_to(video(other))


@way
def a_link_to_the_same_bytes_elsewhere(folder, other, chance):
    elsewhere = folder.parent.parent / f"elsewhere-{folder.name}"
    video(folder).rename(elsewhere)
    video(folder).symlink_to(elsewhere)


@way
def a_link_in_a_circle(folder, other, chance):
    video(folder).unlink()
    video(folder).symlink_to("video.mp4")


@way
def a_pipe(folder, other, chance):
    video(folder).unlink()
    os.mkfifo(video(folder))


@way
def a_device(folder, other, chance):
    video(folder).unlink()
    video(folder).symlink_to("/dev/zero")


@way
def a_folder(folder, other, chance):
    video(folder).unlink()
    video(folder).mkdir()


@way
def no_video(folder, other, chance):
    video(folder).unlink()


@way_of_both
def two_videos_swapped(folder, other, chance):
    swap(video(folder), video(other))


@way_of_both
def two_videos_swapped_with_their_seals(folder, other, chance):
    swap(video(folder), video(other))
    swap(folder / "seal.json", other / "seal.json")


@way_of_both
def two_entries_swapped(folder, other, chance):
    swap(folder / "entry.json", other / "entry.json")


@way_of_both
def two_folders_swapped(folder, other, chance):
    swap(folder, other)


@way_of_both
def two_folders_swapped_and_their_ids_changed_to_fit(folder, other, chance):
    ids = [said_in(each)["entry"]["id"] for each in (folder, other)]
    swap(folder, other)
    for each, video_id in zip((folder, other), ids, strict=True):
        say_of_entry(each, id=video_id)


# The entry


@way
def an_entry_cut_short(folder, other, chance):
    said = (folder / "entry.json").read_bytes()
    (folder / "entry.json").write_bytes(said[: chance.randrange(len(said) - 3)])


@way
def an_entry_of_noise(folder, other, chance):
    (folder / "entry.json").write_bytes(chance.randbytes(chance.randrange(1, 2000)))


@way
def an_entry_of_zeros(folder, other, chance):
    (folder / "entry.json").write_bytes(bytes((folder / "entry.json").stat().st_size))


@way
def an_entry_that_is_endlessly_deep(folder, other, chance):
    opener, closer = chance.choice([("[", "]"), ('{"entry":', "}")])
    depth = chance.choice([900, 5_000, 100_000])
    (folder / "entry.json").write_text(opener * depth + "1" + closer * depth)


@way
def an_entry_that_is_huge(folder, other, chance):
    with (folder / "entry.json").open("ab") as opened:
        opened.write(b" " * (3 << 20))


@way
def an_entry_of_another_kind(folder, other, chance):
    say(folder, chance.choice([None, 1, "entry", [], {}, {"entry": []}, {"format": 1},
                               {"format": 1, "entry": None}, [{"format": 1}]]))  # fmt: skip


@way
def an_entry_of_another_format(folder, other, chance):
    said = said_in(folder)
    say(folder, {**said, "format": chance.choice([0, 2, "1", None, [1], 1e9])})


@way
def an_entry_that_lacks_something(folder, other, chance):
    said = said_in(folder)
    del said["entry"][chance.choice(["id", "file", "size_bytes", "sha256", "source", "title"])]
    say(folder, said)


@way
def an_entry_with_a_value_of_another_kind(folder, other, chance):
    name = chance.choice(["id", "file", "size_bytes", "sha256", "source", "title", "added_s",
                          "chapters", "tracks", "duration_ms", "thumbnail"])  # fmt: skip
    values = [None, True, -1, 1.5, 1 << 70, [1], {"a": 1}, [[1]], [["en", 1, 2]]]
    say_of_entry(folder, **{name: chance.choice(values)})


@way
def an_entry_with_numbers_that_are_none(folder, other, chance):
    said = (folder / "entry.json").read_text(encoding="utf-8")
    wrong = chance.choice(["NaN", "Infinity", "-1", "4096.0", "9" * 5000, '"4096"', "true"])
    (folder / "entry.json").write_text(said.replace(": 4096", f": {wrong}"), encoding="utf-8")


@way
def an_entry_of_another_video(folder, other, chance):
    shutil.copyfile(other / "entry.json", folder / "entry.json")


@way
def an_entry_with_another_id(folder, other, chance):
    foreign = said_in(other)["entry"]["id"]
    say_of_entry(folder, id=chance.choice([foreign, "", "../..", "x" * 5000]))


@way
def an_entry_with_another_hash(folder, other, chance):
    say_of_entry(folder, sha256=said_in(other)["entry"]["sha256"])


@way
def another_video_with_its_hash_and_seal(folder, other, chance):
    with times_kept(video(folder)):
        shutil.copyfile(video(other), video(folder))
    shutil.copyfile(other / "seal.json", folder / "seal.json")
    say_of_entry(folder, sha256=said_in(other)["entry"]["sha256"])


@way
def an_entry_of_before_the_video_was_fetched_anew(folder, other, chance):
    say_of_entry(folder, sha256="0123456789abcdef" * 4, format_id="18")
    (folder / "seal.json").unlink()


@way
def an_entry_that_names_a_file_elsewhere(folder, other, chance):
    back = f"..\\{other.name}\\video.mp4"
    names = [f"../{other.name}/video.mp4", str(video(other)), back, "./video.mp4", "..", ".", "",
             "video.mp4\x00", "C:video.mp4", ".video.mp4"]  # fmt: skip
    say_of_entry(folder, file=chance.choice(names))


@way
def an_entry_that_says_it_is_linked(folder, other, chance):
    say_of_entry(folder, source="linked", file=str(video(other)))


@way
def an_entry_linked_to_what_is_no_file(folder, other, chance):
    names = ["/dev/zero", "/proc/self/mem", "/", "relative.mp4", "/etc/passwd"]
    say_of_entry(folder, source="linked", file=chance.choice(names))


@way
def an_entry_that_is_a_link(folder, other, chance):
    elsewhere = folder / "elsewhere.json"
    (folder / "entry.json").rename(elsewhere)
    (folder / "entry.json").symlink_to(elsewhere)


@way
def an_entry_that_is_a_pipe(folder, other, chance):
    (folder / "entry.json").unlink()
    os.mkfifo(folder / "entry.json")


@way
def an_entry_that_is_a_folder(folder, other, chance):
    (folder / "entry.json").unlink()
    (folder / "entry.json").mkdir()


@way
def no_entry(folder, other, chance):
    (folder / "entry.json").unlink()


# The folder


@way
def a_link_to_another_folder(folder, other, chance):
    shutil.rmtree(folder)
    folder.symlink_to(other)


@way
def a_link_to_its_own_folder_elsewhere(folder, other, chance):
    elsewhere = folder.parent.parent / f"elsewhere-{folder.name}"
    folder.rename(elsewhere)
    folder.symlink_to(elsewhere)


@way
def a_file_where_the_folder_was(folder, other, chance):
    shutil.rmtree(folder)
    folder.write_bytes(content_of(folder.name))


@way
def a_copy_of_another_folder(folder, other, chance):
    shutil.rmtree(folder)
    shutil.copytree(other, folder)


@way
def nothing_at_all(folder, other, chance):
    shutil.rmtree(folder)
