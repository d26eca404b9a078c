namespace MiyagiSensing.Domain.Events;

/// <summary>
/// Journal events moved from the table to a file; stored in the transaction that removes their rows. Stream <c>archive:{yyyyMMdd}</c>. Hashes are SHA-256 in 64 hexadecimal digits; <c>docs/archive.md</c> says of what.
/// </summary>
/// <param name="JournalStream">The stream whose events moved.</param>
/// <param name="File">File name within the archive folder.</param>
/// <param name="FileBytes">Its size.</param>
/// <param name="FileSha256">Its hash.</param>
/// <param name="Manifest">Name of the manifest beside it.</param>
/// <param name="ManifestSha256">The manifest's hash.</param>
/// <param name="BlocksSha256">Hash over the rows that tell where the blocks lie.</param>
/// <param name="EventsSha256">Hash over the original events' positions and sealed digests.</param>
/// <param name="SealsSha256">Hash over what is left of the seals whose entries were taken out.</param>
/// <param name="From">Position of the first event.</param>
/// <param name="To">Position of the last.</param>
/// <param name="Events">How many events moved.</param>
/// <param name="Blocks">How many blocks the file holds.</param>
/// <param name="Readings">How many stored readings they hold.</param>
public sealed record JournalDayArchived(
    string JournalStream, string File, long FileBytes, string FileSha256, string Manifest, string ManifestSha256, string BlocksSha256, string EventsSha256, string SealsSha256,
    long From, long To, long Events, long Blocks, long Readings)
    : IDomainEvent;
