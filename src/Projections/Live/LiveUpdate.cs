namespace MiyagiSensing.Projections.Live;

/// <summary>What changed since the last update, for open pages: at most one value a series, the newest.</summary>
/// <param name="Position">Position up to which the update tells the story; the id of the server-sent event.</param>
/// <param name="Values">Newest values of the series that changed, with their station.</param>
/// <param name="AlertsChanged">Stations whose alerts changed; their pages should read the list again.</param>
/// <param name="DevicesChanged">Stations whose devices went online or offline.</param>
public sealed record LiveUpdate(
    long Position, IReadOnlyList<LiveValue> Values, IReadOnlyList<string> AlertsChanged, IReadOnlyList<string> DevicesChanged);
