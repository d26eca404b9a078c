namespace MiyagiSensing.Domain.Readings;

/// <summary>What makes one value of one series the same when it is sent again.</summary>
/// <param name="Series">The series.</param>
/// <param name="Instant">The device's clock, Unix time in ms; for <see cref="IdentityKind.Sequence"/> the sequence number.</param>
public readonly record struct ReadingIdentity(IdentitySeries Series, long Instant);
