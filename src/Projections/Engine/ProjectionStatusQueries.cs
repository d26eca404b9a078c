using MiyagiSensing.Domain.Ports;

namespace MiyagiSensing.Projections.Engine;

/// <summary>Asks the runners of this process.</summary>
internal sealed class ProjectionStatusQueries(ProjectionRunner[] runners, IEventFeed feed) : IProjectionStatusQueries
{
    public IReadOnlyList<ProjectionStatus> List()
    {
        var head = feed.Head;
        return
        [
            .. runners
                .Select(runner => new ProjectionStatus(runner.Name, runner.Position, Math.Max(head - runner.Position, 0), runner.LastError, runner.State))
                .OrderBy(status => status.Name, StringComparer.Ordinal),
        ];
    }
}
