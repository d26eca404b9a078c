using MiyagiSensing.Domain.Events;

namespace MiyagiSensing.Host.Commands;

/// <summary>A correction that is not yet recorded.</summary>
/// <param name="Fact">The event.</param>
/// <param name="First">The first values it touches, at most <see cref="CorrectionDesk.Shown"/>.</param>
internal sealed record CorrectionDraft(CorrectionMade Fact, IReadOnlyList<CorrectionStep> First);
