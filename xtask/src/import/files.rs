//! Reads the files of an upstream spec.

use std::fs::{File, OpenOptions};
use std::io::Read;
use std::path::{Path, PathBuf};

use filepath::FilePath;

/// The reason why a file is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// The file is not regular, cannot be read, or is outside the directory.
    NotHere,
    TooLarge,
}

/// Returns the directory that must contain the files of a spec, unless another one is given, with symbolic links
/// resolved.
pub(super) fn folder_of(root: &Path, given: Option<&Path>) -> Option<PathBuf> {
    let parent = root.parent().filter(|folder| *folder != Path::new(""));
    // In the notation in which `is_below` gets a path on Windows.
    dunce::canonicalize(given.or(parent).unwrap_or(Path::new("."))).ok()
}

/// Reads a regular file of at most `limit` bytes in a directory or below, with symbolic links resolved. A FIFO or a
/// device may never end, and a spec from elsewhere must not publish other files.
///
/// Checks where the opened file is: its path, or a folder on the way, may be replaced at any time.
pub(super) fn read_below(folder: &Path, path: &Path, limit: u64) -> Result<Vec<u8>, Refusal> {
    let file = open(path).ok_or(Refusal::NotHere)?;
    if !is_below(&file, folder) {
        return Err(Refusal::NotHere);
    }
    if file.metadata().is_ok_and(|metadata| metadata.len() > limit) {
        return Err(Refusal::TooLarge);
    }
    let mut bytes = Vec::new();
    // A file may grow while it is read.
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(|_| Refusal::NotHere)?;
    if bytes.len() as u64 > limit { Err(Refusal::TooLarge) } else { Ok(bytes) }
}

/// Opens a regular file without waiting for a writer if it is a FIFO.
fn open(path: &Path) -> Option<File> {
    // Opening a device can have side effects.
    path.metadata().ok().filter(|metadata| metadata.is_file())?;
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NONBLOCK | libc::O_NOCTTY);
    let file = options.open(path).ok()?;
    file.metadata().ok()?.is_file().then_some(file)
}

/// Returns whether an open file is below a folder, which the system knows without resolving a path again.
fn is_below(file: &File, folder: &Path) -> bool {
    file.path().is_ok_and(|path| path.starts_with(folder))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn folder() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().expect("a folder");
        let canonical = folder.path().canonicalize().expect("a path");
        (folder, canonical)
    }

    #[test]
    fn a_regular_file_in_the_folder_or_below_is_read() {
        let (_folder, path) = folder();
        fs::create_dir(path.join("below")).expect("a folder");
        fs::write(path.join("below/a.yaml"), "a").expect("a file");
        assert_eq!(read_below(&path, &path.join("below/../below/a.yaml"), 1), Ok(b"a".to_vec()));
        assert_eq!(read_below(&path, &path.join("below"), 9), Err(Refusal::NotHere));
        assert_eq!(read_below(&path, &path.join("gone"), 9), Err(Refusal::NotHere));
        assert_eq!(read_below(&path.join("below"), &path.join("below/a.yaml"), 9), Ok(b"a".to_vec()));
    }

    #[test]
    fn a_file_outside_the_folder_is_refused_whatever_leads_there() {
        let ((_folder, path), (_other, other)) = (folder(), folder());
        fs::write(other.join("secret"), "s").expect("a file");
        let outside = path.join("..").join(other.file_name().expect("a name")).join("secret");
        assert_eq!(read_below(&path, &outside, 9), Err(Refusal::NotHere));
        assert_eq!(read_below(&path, &other.join("secret"), 9), Err(Refusal::NotHere));
        // A directory with the same prefix in its name.
        let sibling = PathBuf::from(format!("{}2", path.display()));
        fs::create_dir(&sibling).expect("a folder");
        fs::write(sibling.join("a"), "a").expect("a file");
        assert_eq!(read_below(&path, &sibling.join("a"), 9), Err(Refusal::NotHere));
        fs::remove_dir_all(sibling).expect("it was there");
    }

    #[test]
    fn a_file_of_more_bytes_than_the_limit_is_refused() {
        let (_folder, path) = folder();
        fs::write(path.join("a"), "abc").expect("a file");
        assert_eq!(read_below(&path, &path.join("a"), 3), Ok(b"abc".to_vec()));
        assert_eq!(read_below(&path, &path.join("a"), 2), Err(Refusal::TooLarge));
        assert_eq!(read_below(&path, &path.join("a"), u64::MAX), Ok(b"abc".to_vec()));
    }

    #[cfg(unix)]
    #[test]
    fn a_symbolic_link_is_followed_inside_the_folder_and_not_out_of_it() {
        use std::os::unix::fs::symlink;

        let ((_folder, path), (_other, other)) = (folder(), folder());
        fs::write(path.join("a"), "a").expect("a file");
        fs::write(other.join("secret"), "s").expect("a file");
        symlink("a", path.join("inside")).expect("a link");
        symlink(other.join("secret"), path.join("outside")).expect("a link");
        symlink(&other, path.join("folder")).expect("a link");
        symlink("loop", path.join("loop")).expect("a link");
        assert_eq!(read_below(&path, &path.join("inside"), 9), Ok(b"a".to_vec()));
        for name in ["outside", "folder/secret", "loop"] {
            assert_eq!(read_below(&path, &path.join(name), 9), Err(Refusal::NotHere), "{name}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_fifo_and_a_device_are_refused_without_waiting() {
        let (_folder, path) = folder();
        let fifo = path.join("fifo");
        let made = std::process::Command::new("mkfifo").arg(&fifo).status().expect("mkfifo");
        assert!(made.success());
        assert_eq!(read_below(&path, &fifo, 9), Err(Refusal::NotHere));
        for device in ["/dev/zero", "/dev/null", "/dev/stdin"] {
            assert_eq!(read_below(Path::new("/dev"), Path::new(device), 9), Err(Refusal::NotHere), "{device}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_file_opened_outside_the_folder_is_outside_whatever_takes_its_place() {
        let ((_folder, path), (_other, other)) = (folder(), folder());
        fs::write(other.join("a"), "secret").expect("a file");
        let below = path.join("below");
        std::os::unix::fs::symlink(&other, &below).expect("a link");
        let outside = open(&below.join("a")).expect("a file");
        // A hard link has the same inode.
        fs::remove_file(&below).expect("it was there");
        fs::create_dir(&below).expect("a folder");
        fs::hard_link(other.join("a"), below.join("a")).expect("a link");
        let inside = open(&below.join("a")).expect("a file");
        assert_eq!([&outside, &inside].map(|file| is_below(file, &path)), [false, true]);
    }
}
