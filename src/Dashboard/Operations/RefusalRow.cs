namespace MiyagiSensing.Dashboard.Operations;

/// <summary>Something a device wanted and was not given, or a message that could not be understood.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Device">Device id; for a user name that is not a registered device's, a short hash of it; null when it gave none.</param>
/// <param name="Topic">Topic name; null when it was not about one, as for a refused connection.</param>
/// <param name="Reason">Why, in words for the operator. May hold text that a device sent.</param>
public sealed record RefusalRow(DateTimeOffset At, string? Device, string? Topic, string Reason);
