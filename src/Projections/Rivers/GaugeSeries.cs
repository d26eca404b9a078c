using MiyagiSensing.Domain.Rivers;
using MiyagiSensing.Projections.SeriesHistory;

namespace MiyagiSensing.Projections.Rivers;

/// <summary>The levels of one series, as they count.</summary>
/// <param name="Series">The series.</param>
/// <param name="Readings">Oldest first, one for each instant.</param>
internal sealed record GaugeSeries(SeriesId Series, IReadOnlyList<LevelReading> Readings);
